// The web channel. Every failure of the network is an Antwort too, with status 0.

import type { Antwort, Gesagt, Turn } from "./kern";

export type Ergebnis<T> = { status: number; warten: number; daten: Partial<T> & Fehler };
type Fehler = { fehler?: string; satz?: string; erwartet?: number };
type Gefragt = { nr: number; antworten: Antwort[]; anders?: boolean; gesagt?: string };

const FRIST = 30_000;

export class Api {
  constructor(private readonly base: string) {}

  /** A new session; `plan` brings answers from another phone. */
  begin = (plan?: string) => this.call<Gefragt & { sitzung: string }>("sitzung", "POST", { plan });

  say = (sitzung: string, nr: number, gesagt: Gesagt) =>
    this.call<Gefragt>("nachricht", "POST", { sitzung, nr, ...gesagt });

  history = (sitzung: string, seit: number) =>
    this.call<{ turns: Turn[] }>(`verlauf/${sitzung}?seit=${seit}`, "GET");

  forget = (sitzung: string) => this.call<object>(`sitzung/${sitzung}`, "DELETE");

  private async call<T>(path: string, method: string, body?: object): Promise<Ergebnis<T>> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), FRIST);
    try {
      const reply = await fetch(`${this.base}webhooks/web/${path}`, {
        method,
        signal: abort.signal,
        credentials: "omit",
        ...(body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
      });
      const daten = reply.status === 204 ? {} : await reply.json();
      return { status: reply.status, warten: Number(reply.headers.get("Retry-After")) || 0, daten };
    } catch {
      return { status: 0, warten: 0, daten: {} };
    } finally {
      clearTimeout(timer);
    }
  }
}
