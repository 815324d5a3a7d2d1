// The second file: what only some turns need. It comes when it is needed, or after the first answer.

import { Ergebnis, Kontakte } from "./ergebnis";
import { leihen } from "./leihen";
import { Personen } from "./personen";
import { Uebersicht } from "./uebersicht";

export const teile = { Ergebnis, Kontakte, Personen, Uebersicht };
export type Teile = typeof teile;

export default (geliehen: Record<string, unknown>): Teile => {
  leihen(geliehen);
  return teile;
};
