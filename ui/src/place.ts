/**
 * Where the reader is, kept in the URL's fragment: #/records/abc?tab=x. Fragments, because the API has /records itself, and a
 * bucket can serve the page without rewriting any path.
 */
export interface Place {
  /** The parts of the path: ["records", "abc"]. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

export function placeOf(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { path: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

/** The fragment of a place: href("records", id) is "#/records/<id>". */
export function href(...path: string[]): string {
  return "#/" + path.map(encodeURIComponent).join("/");
}
