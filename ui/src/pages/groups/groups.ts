/** Groups of a mentor and what they are asked to practise. All throw ApiError. */
import { type Schemas, answered, api } from "../../api/client";
import { gathered } from "../../api/pages";

export type Group = Schemas["Group"];
export type Wanted = Schemas["NewGroup"];

export async function groups(): Promise<readonly Group[]> {
  return (await gathered((query) => answered(api.GET("/groups", { params: { query } })))).results;
}

/** A new group, or with an id the same one as it is to be. */
export function keep(wanted: Wanted, group_id?: string): Promise<Group> {
  if (group_id === undefined) return answered(api.POST("/groups", { body: wanted }));
  return answered(api.PUT("/groups/{group_id}", { params: { path: { group_id } }, body: wanted }));
}

export async function remove(group_id: string): Promise<void> {
  await answered(api.DELETE("/groups/{group_id}", { params: { path: { group_id } } }));
}
