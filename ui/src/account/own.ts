/** One's own account: password, sessions, API tokens, and what others did with it. All throw ApiError. */
import { type Schemas, answered, api } from "../api/client";

export type ApiToken = Schemas["ApiToken"];
export type Scope = ApiToken["scopes"][number];
export type Notice = Schemas["AuditEntry"];

export async function changePassword(old: string, changed: string): Promise<void> {
  await answered(api.POST("/me/password", { body: { old, new: changed } }));
}

export async function signOutEverywhere(): Promise<void> {
  await answered(api.DELETE("/me/sessions"));
}

export async function tokens(): Promise<readonly ApiToken[]> {
  return (await answered(api.GET("/me/tokens"))).results;
}

/** The token's secret, which the server tells this once. */
export async function makeToken(name: string, scopes: Scope[]): Promise<string> {
  return (await answered(api.POST("/me/tokens", { body: { name, scopes, valid_s: null } }))).token;
}

export async function endToken(token_id: string): Promise<void> {
  await answered(api.DELETE("/me/tokens/{token_id}", { params: { path: { token_id } } }));
}

/** What somebody else did, and the owner has not read yet; newest first. */
export async function notices(): Promise<readonly Notice[]> {
  return (await answered(api.GET("/me/notices"))).results;
}

export async function noticesRead(): Promise<void> {
  await answered(api.DELETE("/me/notices"));
}
