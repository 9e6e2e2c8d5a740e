/** Accounts and invitations, for an administrator. All throw ApiError. */
import { type Schemas, answered, api } from "../../api/client";
import { gathered } from "../../api/pages";

export type AccountCard = Schemas["AccountCard"];
export type Invitation = Schemas["Invitation"];
export type Role = AccountCard["role"];

export const ROLES: readonly Role[] = ["candidate", "mentor", "administrator"];

export async function accounts(): Promise<readonly AccountCard[]> {
  return (await gathered((query) => answered(api.GET("/accounts", { params: { query } })))).results;
}

export async function change(account_id: string, fields: { role?: Role; disabled?: boolean }): Promise<void> {
  // The server changes what is named and nothing else, which its description cannot say.
  const body = fields as Schemas["AccountChange"];
  await answered(api.PATCH("/accounts/{account_id}", { params: { path: { account_id } }, body }));
}

/** The address at which the owner chooses a new password. */
export async function resetLink(account_id: string): Promise<string> {
  const path = { account_id };
  return (await answered(api.POST("/accounts/{account_id}/resets", { params: { path } }))).url;
}

export async function invitations(): Promise<readonly Invitation[]> {
  return (await gathered((query) => answered(api.GET("/invitations", { params: { query } })))).results;
}

/** The address at which the account is made. */
export async function invite(email: string, role: Role): Promise<string> {
  return (await answered(api.POST("/invitations", { body: { email, role } }))).url;
}

export async function withdraw(invitation_id: string): Promise<void> {
  await answered(api.DELETE("/invitations/{invitation_id}", { params: { path: { invitation_id } } }));
}
