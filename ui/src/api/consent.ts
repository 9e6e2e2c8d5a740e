/** Consent to being recorded, as the server remembers it. */
import { type Schemas, answered, answersWholeOnly, api } from "./client";

export type ConsentState = Schemas["ConsentState"];

/** What was consented to; undefined on AWS, where it is not asked. Throws ApiError. */
export async function consentState(): Promise<ConsentState | undefined> {
  return answersWholeOnly() ? undefined : answered(api.GET("/consent"));
}

/** Consent to the version of the text that was shown. Throws ApiError. */
export function giveConsent(version: string): Promise<ConsentState> {
  return answered(api.PUT("/consent", { body: { version } }));
}

/** From now on nothing is recorded; what is kept stays. Throws ApiError. */
export async function withdrawConsent(): Promise<void> {
  await answered(api.DELETE("/consent"));
}
