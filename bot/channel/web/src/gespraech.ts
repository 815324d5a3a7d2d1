// One conversation: numbered messages through an outbox, so that nothing is lost or said twice.

import { Api, type Ergebnis } from "./api";
import { type Anfang, customOf, type Gesagt, gesagtOf, type Turn, wahlOf } from "./kern";
import { type Post, Speicher, type Stand } from "./speicher";

/** Why nothing moves: `offline` and `stoerung` try again by themselves, the last two are over. */
export type Lage = "" | "laedt" | "offline" | "stoerung" | "weg" | "geloescht";
export type Bild = { stand: Stand; lage: Lage; satz: string; entwurf: string };

const PAUSEN = [1, 2, 4, 8, 15, 30];

export class Gespraech {
  private lage: Lage = "";
  private satz = "";
  private entwurf = "";
  private versuch = 0;
  private timer = 0;
  private busy = false;
  private helfer = false;
  private ended: (() => void)[] = [];
  /** Answers from a link are on their way: the first question is not theirs. */
  private link: boolean;

  constructor(
    private readonly api: Api,
    private readonly speicher: Speicher,
    private readonly show: (bild: Bild) => void,
    private readonly ganz: boolean,
    private readonly anfang?: Anfang,
  ) {
    this.link = ganz && location.hash.startsWith(PLAN);
  }

  get bild(): Bild {
    const { lage, satz, entwurf } = this;
    return { stand: this.stand(), lage, satz, entwurf };
  }

  /** Show what is known, then fetch what was missed. Returns the way to stop. */
  open(): () => void {
    if (this.link) this.makeRoom();
    this.paint();
    const again = () => this.wake();
    const visible = () => document.visibilityState === "visible" && this.wake();
    addEventListener("online", again);
    document.addEventListener("visibilitychange", visible);
    this.ended = [
      this.speicher.watch(() => this.follow()),
      () => removeEventListener("online", again),
      () => document.removeEventListener("visibilitychange", visible),
      () => clearTimeout(this.timer),
    ];
    this.wake();
    return () => this.ended.forEach((end) => end());
  }

  say = (gesagt: Gesagt, titel: string): void => {
    const stand = this.stand();
    if (stand.post || !stand.turns.length) return;
    this.satz = this.entwurf = "";
    this.speicher.write({ ...stand, post: { nr: lastNr(stand) + 1, gesagt, titel } });
    if (this.busy) this.setLage("laedt");
    else this.wake();
  };

  /** Leave this conversation and begin another; the old one runs out on the server. */
  restart = (): void => {
    this.speicher.clear();
    this.satz = this.entwurf = this.lage = "";
    this.paint();
    this.wake();
  };

  personen = () => this.speicher.personen();

  /** Go on with another person on this phone; without a number with a new one. */
  change = async (nr?: number): Promise<void> => {
    while (this.busy) await new Promise((resolve) => setTimeout(resolve, 50));
    clearTimeout(this.timer);
    this.helfer = !nr;
    this.speicher.setPerson(nr ?? Math.max(...this.personen().alle) + 1);
    this.done();
    this.entwurf = "";
    this.paint();
    this.wake();
  };

  /** Delete everything of a person, here and there; false when the server could not be reached. */
  forget = async (nr = this.personen().aktiv): Promise<boolean> => {
    const { sitzung } = this.speicher.read(nr);
    const status = sitzung ? (await this.api.forget(sitzung)).status : 404;
    if (status !== 204 && status !== 404) return false;
    const { aktiv, alle } = this.personen();
    this.speicher.remove(nr);
    if (nr === aktiv) this.lage = alle.length > 1 ? "" : "geloescht";
    this.paint();
    return true;
  };

  /** Try at once whatever waits: a first question, a message, missed answers. */
  wake = (): void => {
    clearTimeout(this.timer);
    if (!this.busy && !this.over()) void this.work();
  };

  /** For answers from a link: the place of the one person here, or a new place beside several. */
  private makeRoom(): void {
    const { alle } = this.personen();
    if (alle.length > 1) this.speicher.setPerson(Math.max(...alle) + 1);
    else this.speicher.clear();
  }

  /** What is stored; before a session has begun, the first question that the page brought along. */
  private stand(): Stand {
    const stand = this.speicher.read();
    if (stand.sitzung || !this.anfang || this.over() || this.link || this.helfer) return stand;
    return { ...stand, turns: [{ nr: 0, gesagt: null, antworten: this.anfang.antworten }] };
  }

  private over(): boolean {
    return this.lage === "weg" || this.lage === "geloescht";
  }

  /** Another tab went on, began anew or deleted everything. */
  private follow(): void {
    const { sitzung, post } = this.speicher.read();
    if (!sitzung && !post) this.lage = "geloescht";
    else if (this.over()) this.lage = "";
    this.paint();
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      do {
        if (this.shownWaiting() && !this.versuch) this.setLage("laedt");
        await this.alone(() => this.step());
      } while (this.waits() && !this.versuch && !this.over());
    } finally {
      this.busy = false;
      this.paint();
    }
  }

  /** Whether somebody looks at nothing, or has said something that is not answered. */
  private shownWaiting(): boolean {
    const { turns, post } = this.stand();
    return !turns.length || !!post;
  }

  private waits(): boolean {
    const { sitzung, post } = this.speicher.read();
    return !sitzung || !!post;
  }

  /** One tab at a time where the browser can tell; elsewhere the numbers protect us. */
  private async alone(step: () => Promise<void>): Promise<void> {
    if (navigator.locks) await navigator.locks.request("wegweiser", step);
    else await step();
  }

  private async step(): Promise<void> {
    const { sitzung, post } = this.speicher.read();
    if (!sitzung) return this.begin();
    return post ? this.send(sitzung, post) : this.catchUp(sitzung);
  }

  private async begin(): Promise<void> {
    const plan = this.ganz ? takePlan() : undefined;
    const { status, warten, daten } = await this.api.begin(plan);
    if (status === 400) return this.retry(status, 0, daten.satz);
    if (status !== 201 || !daten.sitzung) {
      keepPlan(plan);
      return this.retry(status, warten, daten.satz);
    }
    const turn = { nr: daten.nr ?? 0, gesagt: null, antworten: daten.antworten ?? [] };
    const { post } = this.speicher.read();
    this.speicher.write({ sitzung: daten.sitzung, turns: [turn], post });
    this.link = false;
    this.done();
    this.answerForOther(turn);
  }

  /** Who goes on with a next person asks for that person. */
  private answerForOther(turn: Turn): void {
    const wahl = wahlOf(turn).find(({ antwort }) => antwort?.wert === "helfer");
    if (this.helfer && wahl)
      this.speicher.write({ ...this.speicher.read(), post: { nr: turn.nr + 1, gesagt: gesagtOf(wahl), titel: wahl.titel } });
    this.helfer = false;
  }

  private async send(sitzung: string, post: Post): Promise<void> {
    const reply = await this.api.say(sitzung, post.nr, post.gesagt);
    const { status, warten, daten } = reply;
    if (status === 200 && !daten.anders)
      return this.add({ nr: post.nr, gesagt: daten.gesagt ?? post.titel, antworten: daten.antworten ?? [] });
    if (status === 200) return this.giveBack(sitzung, post);
    if (status === 409) return this.renumber(sitzung, post, daten.erwartet ?? 0);
    if (status === 404) return this.end();
    if (status === 400 || status === 413) return this.drop(post, daten.satz);
    this.retry(status, warten, daten.satz);
  }

  private add(turn: Turn): void {
    const stand = this.speicher.read();
    this.speicher.write({ ...stand, post: null, turns: [...before(stand, turn.nr), turn] });
    this.done();
    if (customOf(turn)?.geloescht) void this.forget();
  }

  /** Under this number something else was said (another tab): show that, keep the words. */
  private async giveBack(sitzung: string, post: Post): Promise<void> {
    await this.catchUp(sitzung);
    if (!this.versuch) this.drop(post, "zustand.anderes_fenster");
  }

  private async renumber(sitzung: string, post: Post, expected: number): Promise<void> {
    if (expected > post.nr) return this.giveBack(sitzung, post);
    const stand = this.speicher.read();
    const turns = before(stand, expected);
    this.speicher.write({ ...stand, turns, post: { ...post, nr: expected } });
    this.retry(409, 1);
  }

  private drop(post: Post, satz = "zustand.stoerung"): void {
    this.speicher.write({ ...this.speicher.read(), post: null });
    this.done();
    this.satz = satz;
    if ("text" in post.gesagt) this.entwurf = post.gesagt.text;
  }

  private async catchUp(sitzung: string): Promise<void> {
    const seit = lastNr(this.speicher.read());
    const { status, warten, daten } = await this.api.history(sitzung, seit);
    if (status === 404) return this.end();
    if (status !== 200) return this.retry(status, warten, daten.satz);
    const stand = this.speicher.read();
    const missed = daten.turns ?? [];
    if (missed.length) this.speicher.write({ ...stand, turns: [...before(stand, seit + 1), ...missed] });
    this.done();
  }

  private end(): void {
    this.speicher.write({ ...this.speicher.read(), post: null });
    this.setLage("weg");
  }

  private done(): void {
    this.versuch = 0;
    this.lage = "";
    this.satz = "";
  }

  private retry(status: Ergebnis<object>["status"], warten: number, satz = ""): void {
    const pause = Math.max(warten, PAUSEN[Math.min(this.versuch, PAUSEN.length - 1)] ?? 1);
    this.versuch += 1;
    this.satz = satz;
    this.lage = status === 0 ? "offline" : "stoerung";
    this.timer = window.setTimeout(this.wake, pause * 1000);
  }

  private setLage(lage: Lage): void {
    this.lage = lage;
    this.paint();
  }

  private paint(): void {
    this.show(this.bild);
  }
}

const PLAN = "#plan=";

/** Answers that came with the link this page was opened by; they leave the address at once. */
const takePlan = (): string | undefined => {
  if (!location.hash.startsWith(PLAN)) return undefined;
  const plan = location.hash.slice(PLAN.length);
  history.replaceState(null, "", location.pathname);
  return plan;
};

const keepPlan = (plan?: string): void => {
  if (plan) history.replaceState(null, "", PLAN + plan);
};

const lastNr = (stand: Stand): number => stand.turns[stand.turns.length - 1]?.nr ?? -1;

const before = (stand: Stand, nr: number): Turn[] => stand.turns.filter((turn) => turn.nr < nr);
