#!/usr/bin/python3
"""A window of WebKitGTK that WebKitWebDriver opens and drives, with WebKit's made-up camera and microphone.

WebKit's own MiniBrowser would ask a person for permission. Runs by the system's Python, which has WebKit's bindings.
"""

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402 (versions are chosen first)


def view_of(context: WebKit2.WebContext) -> WebKit2.WebView:
    settings = WebKit2.Settings(
        enable_media_stream=True, enable_mock_capture_devices=True, enable_write_console_messages_to_stdout=True
    )
    view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
    view.connect("permission-request", lambda _view, request: request.allow() or True)
    return view


def main() -> None:
    context = WebKit2.WebContext.new_ephemeral()
    context.set_automation_allowed(True)
    window = Gtk.Window(default_width=1280, default_height=860)
    view = view_of(context)
    window.add(view)
    window.show_all()

    def started(_context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
        about = WebKit2.ApplicationInfo()
        about.set_name("MiniBrowser")  # as Selenium asks for
        about.set_version(WebKit2.MAJOR_VERSION, WebKit2.MINOR_VERSION, WebKit2.MICRO_VERSION)
        session.set_application_info(about)
        session.connect("create-web-view", lambda _session: view)

    context.connect("automation-started", started)
    Gtk.main()


main()
