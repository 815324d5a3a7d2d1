// The frame: what was said, the open question, the line to type in, the menu.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Api } from "./api";
import { Eingabe } from "./eingabe";
import { type Bild, Gespraech } from "./gespraech";
import { type Anfang, type Bilder, customOf, type Sagen, wort, type Worte } from "./kern";
import { Kopf } from "./kopf";
import type { Speicher } from "./speicher";
import { BilderContext, SitzungContext, useWort, WoerterContext, WortContext } from "./teile";
import { Verlauf } from "./verlauf";
import { load, Woerter } from "./woerter";
import { Zustand } from "./zustand";

const GAP = 8;

type Props = {
  worte: Worte;
  ganz: boolean;
  api: Api;
  speicher: Speicher;
  base: string;
  server: string;
  anfang?: Anfang;
};

export const Chat = ({ worte, ganz, api, speicher, base, server, anfang }: Props) => {
  const gespraech = useMemo(() => new Gespraech(api, speicher, (neu) => setBild(neu), ganz, anfang), []);
  const [bild, setBild] = useState<Bild>(gespraech.bild);
  useEffect(() => gespraech.open(), []);
  const woerter = useWoerter(base, speicher, !!bild.stand.sitzung);
  const bilder = useBilder(base, !!bild.stand.sitzung, anfang?.bilder);

  const { stand, lage } = bild;
  const last = stand.turns[stand.turns.length - 1];
  const open = !stand.post && !!last && lage !== "weg";
  const { room, noteTap } = useScrollToNew(last?.nr ?? -1, !!stand.post);
  const say: Sagen = (gesagt, titel) => {
    noteTap();
    if (open) gespraech.say(gesagt, titel);
  };

  return (
    <WortContext.Provider value={(key, werte) => wort(worte, key, werte)}>
     <WoerterContext.Provider value={woerter}>
     <BilderContext.Provider value={bilder}>
     <SitzungContext.Provider value={{ server, base, sitzung: stand.sitzung ?? "", ziel: ganz ? "" : "_blank" }}>
      <div class={ganz ? "chat ganz" : "chat"} lang="de" dir="ltr">
        <Kopf {...{ gespraech, say, open, worte }} setSprache={woerter.setSprache} />
        {worte.stichtag && <p class="stichtag">{worte.stichtag}</p>}
        <div class="rolle" ref={room}>
          <Sprachhinweis woerter={woerter.woerter} />
          <Verlauf turns={stand.turns} post={stand.post} open={open} say={say} />
          <Zustand bild={bild} gespraech={gespraech} />
        </div>
        <Eingabe say={say} open={open} entwurf={bild.entwurf} custom={customOf(last)} />
      </div>
     </SitzungContext.Provider>
     </BilderContext.Provider>
     </WoerterContext.Provider>
    </WortContext.Provider>
  );
};

/** One sentence in the chosen language, and whether a person has checked the translations. */
const Sprachhinweis = ({ woerter }: { woerter?: Woerter }) => {
  const t = useWort();
  const chosen = woerter?.uebersetzung;
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: "nearest" }), [chosen]);
  if (!woerter || !chosen) return null;
  return (
    <div class="hinweis" ref={here}>
      <p lang={woerter.sprache} dir={chosen.richtung}>
        {chosen.satz}
      </p>
      {!chosen.geprueft && <p>{t("sprache.ungeprueft")}</p>}
    </div>
  );
};

/** Words to explain and translate; fetched after the first question is there. */
const useWoerter = (base: string, speicher: Speicher, ready: boolean) => {
  const [value, setValue] = useState<{ woerter?: Woerter }>({});
  const woerter: Woerter = useMemo(() => new Woerter(base, () => setValue({ woerter })), []);
  const setSprache = (code: string) => {
    speicher.setSprache(code);
    void woerter.setSprache(code);
  };
  useEffect(() => {
    if (!ready) return;
    void woerter.loadGlossar();
    const code = speicher.sprache();
    if (code) void woerter.setSprache(code);
  }, [ready]);
  return { ...value, setSprache };
};

/** Pictograms; they come after the words. */
const useBilder = (base: string, ready: boolean, first?: Bilder) => {
  const [bilder, setBilder] = useState(first);
  useEffect(() => {
    if (ready) void load<Bilder>(`${base}bilder.json`).then((all) => all && setBilder(all));
  }, [ready]);
  return bilder;
};

/** Shows the beginning of what is new; who tapped a choice, which is gone now, goes on there. */
const useScrollToNew = (nr: number, waiting: boolean) => {
  const room = useRef<HTMLDivElement>(null);
  const tapped = useRef(false);
  useEffect(() => {
    const { current } = room;
    const neu = current?.querySelector<HTMLElement>(waiting ? ".post" : ".turn:last-of-type");
    if (!current || !neu) return;
    current.scrollTop = neu.offsetTop - GAP;
    if (waiting || !tapped.current) return;
    tapped.current = false;
    neu.querySelector<HTMLElement>(".blase[tabindex]")?.focus({ preventScroll: true });
  }, [nr, waiting]);
  const noteTap = () => {
    const focused = (room.current?.getRootNode() as ShadowRoot | undefined)?.activeElement;
    tapped.current = !!focused?.closest(".rolle");
  };
  return { room, noteTap };
};
