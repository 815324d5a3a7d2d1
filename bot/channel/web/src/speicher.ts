// What the phone remembers: shared by all tabs of the page, in memory where nothing may be stored.

import type { Gesagt, Turn } from "./kern";

export type Post = { nr: number; gesagt: Gesagt; titel: string };
export type Stand = { sitzung: string | null; turns: Turn[]; post: Post | null };

export const LEER: Stand = { sitzung: null, turns: [], post: null };
const FORM = 1;

export class Speicher {
  private memory = "";

  constructor(private readonly key: string) {}

  read(): Stand {
    try {
      const { form, ...stand } = JSON.parse(this.raw() || "{}");
      return form === FORM && Array.isArray(stand.turns) ? stand : LEER;
    } catch {
      return LEER;
    }
  }

  write(stand: Stand): void {
    this.memory = JSON.stringify({ form: FORM, ...stand });
    try {
      localStorage.setItem(this.key, this.memory);
    } catch {
      /* a full or forbidden store: this tab still remembers */
    }
  }

  clear(): void {
    this.memory = "";
    try {
      localStorage.removeItem(this.key);
      localStorage.removeItem(`${this.key}:sprache`);
    } catch {
      /* nothing was stored */
    }
  }

  /** The language the person reads besides German; "" for none. */
  sprache(): string {
    try {
      return localStorage.getItem(`${this.key}:sprache`) ?? "";
    } catch {
      return "";
    }
  }

  setSprache(code: string): void {
    try {
      localStorage.setItem(`${this.key}:sprache`, code);
    } catch {
      /* it holds for this visit */
    }
  }

  /** Calls back when another tab has changed what is stored. */
  watch(changed: () => void): () => void {
    const listener = (event: StorageEvent) => {
      if (event.key === this.key || event.key === null) changed();
    };
    addEventListener("storage", listener);
    return () => removeEventListener("storage", listener);
  }

  private raw(): string {
    try {
      return localStorage.getItem(this.key) ?? "";
    } catch {
      return this.memory;
    }
  }
}
