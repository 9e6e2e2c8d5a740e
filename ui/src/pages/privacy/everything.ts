/** Everything about the person at once: as a file, and gone. */
import { answered, api } from "../../api/client";
import { leftAgain } from "../../uploads/left.svelte";
import { openStore } from "../../uploads/store";

/** Erase it on the server, then what this device keeps. Throws ApiError. */
export async function eraseEverything(): Promise<void> {
  await answered(api.DELETE("/everything"));
  const store = await openStore();
  for (const { record_id } of await store.journals()) await store.forget(record_id);
  leftAgain();
}
