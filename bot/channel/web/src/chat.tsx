// The frame: what was said, the open question, the line to type in, the menu.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Api } from "./api";
import { Eingabe } from "./eingabe";
import { type Bild, Gespraech } from "./gespraech";
import { customOf, type Sagen, wort, type Worte } from "./kern";
import { Kopf } from "./kopf";
import { LEER, type Speicher } from "./speicher";
import { WortContext } from "./teile";
import { Verlauf } from "./verlauf";
import { Zustand } from "./zustand";

const GAP = 8;

type Props = { worte: Worte; ganz: boolean; api: Api; speicher: Speicher };

export const Chat = ({ worte, ganz, api, speicher }: Props) => {
  const [bild, setBild] = useState<Bild>({ stand: LEER, lage: "laedt", satz: "", entwurf: "" });
  const gespraech = useMemo(() => new Gespraech(api, speicher, setBild), []);
  useEffect(() => gespraech.open(), []);

  const { stand, lage } = bild;
  const last = stand.turns[stand.turns.length - 1];
  const open = !stand.post && !!stand.sitzung && lage !== "weg";
  const { room, noteTap } = useScrollToNew(last?.nr ?? -1, !!stand.post);
  const say: Sagen = (gesagt, titel) => {
    noteTap();
    const deletes = customOf(last)?.thema === "daten_loeschen" && "befehl" in gesagt;
    if (deletes && gesagt.befehl === "neu") void gespraech.forget();
    else if (open) gespraech.say(gesagt, titel);
  };

  return (
    <WortContext.Provider value={(key, werte) => wort(worte, key, werte)}>
      <div class={ganz ? "chat ganz" : "chat"} lang="de" dir="ltr">
        <Kopf gespraech={gespraech} say={say} open={open} ausgang={worte.ausgang ?? ""} />
        {worte.stichtag && <p class="stichtag">{worte.stichtag}</p>}
        <div class="rolle" ref={room}>
          <Verlauf turns={stand.turns} post={stand.post} open={open} say={say} />
          <Zustand bild={bild} gespraech={gespraech} />
        </div>
        <Eingabe say={say} open={open} entwurf={bild.entwurf} custom={customOf(last)} />
      </div>
    </WortContext.Provider>
  );
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
