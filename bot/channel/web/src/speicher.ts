// What the phone remembers: shared by all tabs of the page, in memory where nothing may be stored.

import type { Gesagt, Turn } from "./kern";

export type Post = { nr: number; gesagt: Gesagt; titel: string };
export type Stand = { sitzung: string | null; turns: Turn[]; post: Post | null };

export const LEER: Stand = { sitzung: null, turns: [], post: null };
const FORM = 1;

/** Who talks on this phone one after another: numbers, never names. */
export type Personen = { aktiv: number; alle: number[] };
const EINE: Personen = { aktiv: 1, alle: [1] };

export class Speicher {
  private memory: Record<string, string> = {};
  private aktiv: number;

  constructor(private readonly name: string) {
    this.aktiv = this.personen().aktiv;
  }

  read(nr = this.aktiv): Stand {
    try {
      const { form, ...stand } = JSON.parse(this.get(this.keyOf(nr)) || "{}");
      return form === FORM && Array.isArray(stand.turns) ? stand : LEER;
    } catch {
      return LEER;
    }
  }

  write(stand: Stand): void {
    this.set(this.keyOf(this.aktiv), JSON.stringify({ form: FORM, ...stand }));
  }

  /** Forget this person; the last one's language too. */
  clear(): void {
    this.set(this.keyOf(this.aktiv), "");
    if (this.personen().alle.length < 2) this.set(`${this.name}:sprache`, "");
  }

  personen(): Personen {
    try {
      return { ...EINE, ...JSON.parse(this.get(`${this.name}:personen`) || "{}"), ...(this.aktiv && { aktiv: this.aktiv }) };
    } catch {
      return EINE;
    }
  }

  /** Go on with this person, who may be new. */
  setPerson(nr: number): void {
    const { alle } = this.personen();
    this.aktiv = nr;
    this.setPersonen({ aktiv: nr, alle: alle.includes(nr) ? alle : [...alle, nr] });
  }

  /** Forget a person, and the number where others are left. */
  remove(nr: number): void {
    this.set(this.keyOf(nr), "");
    const { alle } = this.personen();
    const rest = alle.filter((other) => other !== nr);
    if (!rest.length) this.clear();
    if (nr === this.aktiv) this.aktiv = rest[0] ?? 1;
    this.setPersonen({ aktiv: this.aktiv, alle: rest.length ? rest : [1] });
  }

  /** The language the person reads besides German; "" for none. */
  sprache = (): string => this.get(`${this.name}:sprache`);

  setSprache = (code: string): void => this.set(`${this.name}:sprache`, code);

  /** Calls back when another tab has changed what is stored. */
  watch(changed: () => void): () => void {
    const listener = (event: StorageEvent) => {
      if (event.key === this.keyOf(this.aktiv) || event.key === null) changed();
    };
    addEventListener("storage", listener);
    return () => removeEventListener("storage", listener);
  }

  private setPersonen(personen: Personen): void {
    const one = personen.alle.length === 1 && personen.aktiv === 1;
    this.set(`${this.name}:personen`, one ? "" : JSON.stringify(personen));
  }

  private keyOf = (nr: number): string => (nr > 1 ? `${this.name}:${nr}` : this.name);

  private get(key: string): string {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return this.memory[key] ?? "";
    }
  }

  /** Store, or remove what is empty; where nothing may be stored this tab still remembers. */
  private set(key: string, value: string): void {
    this.memory[key] = value;
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      /* full or forbidden */
    }
  }
}
