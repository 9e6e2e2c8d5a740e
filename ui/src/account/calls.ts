/** Signing up, in and out. All throw ApiError. */
import { type Schemas, answered, api } from "../api/client";
import { type Me, enter } from "./who.svelte";

export type Ways = Schemas["Ways"];

/** How one may sign in and up here. */
export function ways(): Promise<Ways> {
  return answered(api.GET("/sign-in"));
}

export async function signIn(email: string, password: string): Promise<void> {
  enter(await answered(api.POST("/sign-in", { body: { email, password } })));
}

/** The account is signed in; null when a message was sent first, to show that the address is theirs. */
export async function signUp(wanted: Schemas["SignUp"]): Promise<Me | null> {
  return (await answered(api.POST("/sign-up", { body: wanted }))) ?? null;
}

export async function askForReset(email: string): Promise<void> {
  await answered(api.POST("/password-resets", { body: { email } }));
}

export function setPassword(token: string, password: string): Promise<Me> {
  return answered(api.POST("/password-resets/complete", { body: { token, password } }));
}

/** The page begins anew and knows nothing more; recordings on this device stay. */
export async function signOut(): Promise<void> {
  await answered(api.POST("/sign-out"));
  beginAnew();
}

/** The first page, as whoever has signed in by now; nothing of the address is kept, which may hold a secret. */
export function beginAnew(): void {
  location.replace("#/");
  location.reload();
}
