/** To whom a record is shown. All throw ApiError. */
import { type Schemas, answered, api } from "../../api/client";

export type Share = Schemas["ShareCard"];
export type Link = Schemas["Link"];

export const DAYS = [1, 7, 30, 90] as const;
const DAY_S = 86_400;

export async function sharesOf(record_id: string): Promise<readonly Share[]> {
  const path = { record_id };
  return (await answered(api.GET("/records/{record_id}/shares", { params: { path } }))).results;
}

export function shareWith(record_id: string, email: string): Promise<Share> {
  const params = { path: { record_id } };
  return answered(api.POST("/records/{record_id}/shares", { params, body: { email } }));
}

export function makeLink(record_id: string, days: number): Promise<Link> {
  const params = { path: { record_id } };
  return answered(api.POST("/records/{record_id}/links", { params, body: { valid_s: days * DAY_S } }));
}

export async function revoke(record_id: string, share_id: string): Promise<void> {
  const path = { record_id, share_id };
  await answered(api.DELETE("/records/{record_id}/shares/{share_id}", { params: { path } }));
}
