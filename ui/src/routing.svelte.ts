/** The place at which the reader is, followed by every page. */
import { type Place, placeOf } from "./place";

export { type Place, href } from "./place";

let here = $state(placeOf(location.hash));

addEventListener("hashchange", () => {
  here = placeOf(location.hash);
  scrollTo(0, 0);
});

export const place = {
  get here(): Place {
    return here;
  },
};
