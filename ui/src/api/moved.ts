/** A call of the page's own address, turned to where the API is. */
import { emailOf } from "./session.js";

/** The same request below `api` instead of `base`. Its body is read first: not every browser could send a stream again. */
export async function moved(request: Request, base: string, api: string, token: string): Promise<Request> {
  const url = new URL(request.url.replace(base, api));
  // Who has signed in sees their own records, so they need not say whose.
  if (url.pathname.endsWith("/records")) url.searchParams.set("email", emailOf(token));
  const { method, signal } = request;
  const headers = new Headers(request.headers);
  headers.set("Authorization", token);
  const body = method === "GET" || method === "HEAD" ? null : await request.arrayBuffer();
  return new Request(url, { method, headers, body, signal });
}
