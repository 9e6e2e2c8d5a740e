import "@fontsource-variable/figtree/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/print.css";
import { mount } from "svelte";
import { connect } from "./api/client.js";
import App from "./App.svelte";

const target = document.getElementById("page");
if (target) void connect().then(() => mount(App, { target }));
