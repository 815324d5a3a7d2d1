// The top line: name, the quick way out, and the menu with what can be done at any time.

import type { ComponentChildren } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Gespraech } from "./gespraech";
import type { Sagen, Worte } from "./kern";
import { useMehr } from "./nachladen";
import { Knopf, SitzungContext, useWort } from "./teile";
import type { Zeichen } from "./zeichen";

type Props = {
  gespraech: Gespraech;
  say: Sagen;
  open: boolean;
  worte: Worte;
  setSprache: (code: string) => void;
};

const BEFEHLE: [string, Zeichen][] = [
  ["aendern", "stift"],
  ["mensch", "mensch"],
  ["empfehlung", "haken"],
  ["neu", "neu"],
];

export const Kopf = ({ gespraech, say, open, worte, setSprache }: Props) => {
  const t = useWort();
  const [shown, setShown] = useState<"" | "menue" | "sprache">("");
  const close = () => setShown("");
  const act = (befehl: string) => (close(), say({ befehl }, t(`befehl.${befehl}`)));
  const { aktiv, alle } = gespraech.personen();
  return (
    <header class="kopf">
      <h1>{alle.length > 1 ? t("personen.person", { nr: aktiv }) : t("name")}</h1>
      <Knopf art="ausgang" tap={() => location.replace(worte.ausgang ?? "")}>
        {t("menue.weg")}
      </Knopf>
      <Knopf art="rund" icon="telefon" name={t("befehl.mensch")} aus={!open} tap={() => act("mensch")} />
      <Knopf art="rund" icon="sprache" name={t("sprache.name")} tap={() => setShown("sprache")} />
      <Knopf art="rund" icon="menue" name={t("menue.name")} tap={() => setShown("menue")} />
      {shown === "menue" && <Menue {...{ gespraech, act, open, close }} />}
      {shown === "sprache" && <Sprachen {...{ worte, setSprache, close }} />}
    </header>
  );
};

const SPRACHE = "sprache.";

/** Languages, each in its own script; German stays visible whatever is chosen. */
const Sprachen = ({ worte, setSprache, close }: Pick<Props, "worte" | "setSprache"> & { close: () => void }) => {
  const t = useWort();
  const codes = Object.keys(worte)
    .filter((key) => key.startsWith(SPRACHE))
    .map((key) => key.slice(SPRACHE.length))
    .filter((code) => code.length === 2);
  const choose = (code: string) => (setSprache(code), close());
  return (
    <Schublade name={t("sprache.name")} close={close}>
      {codes.map((code) => (
        <Knopf tap={() => choose(code)}>
          <span lang={code} dir="auto">
            {worte[SPRACHE + code]}
          </span>
        </Knopf>
      ))}
      <Knopf tap={() => choose("")}>{t("sprache.nur_deutsch")}</Knopf>
    </Schublade>
  );
};

type MenueProps = Pick<Props, "gespraech" | "open"> & { act: (befehl: string) => void; close: () => void };

const Menue = ({ gespraech, act, open, close }: MenueProps) => {
  const t = useWort();
  const { server, ziel } = useContext(SitzungContext);
  const [shown, setShown] = useState<"" | "loeschen" | "personen">("");
  const mehr = useMehr(true);
  return (
    <Schublade name={t("menue.name")} close={close}>
      {shown === "loeschen" ? (
        <Loeschen gespraech={gespraech} close={close} back={() => setShown("")} />
      ) : shown === "personen" && mehr ? (
        <mehr.Personen gespraech={gespraech} close={close} />
      ) : (
        <>
          {BEFEHLE.map(([befehl, icon]) => (
            <Knopf icon={icon} aus={!open} tap={() => act(befehl)}>
              {t(`befehl.${befehl}`)}
            </Knopf>
          ))}
          <Knopf icon="drucken" tap={() => (close(), setTimeout(() => print()))}>
            {t("menue.drucken")}
          </Knopf>
          <Knopf icon="personen" aus={!mehr} tap={() => setShown("personen")}>
            {t("personen.name")}
          </Knopf>
          <a class="knopf" href={`${server}datenschutz`} target={ziel}>
            {t("menue.datenschutz")}
          </a>
          <Knopf art="gefahr" icon="loeschen" tap={() => setShown("loeschen")}>
            {t("menue.loeschen")}
          </Knopf>
        </>
      )}
    </Schublade>
  );
};

type SchubladeProps = { name: string; close: () => void; children: ComponentChildren };

const Schublade = ({ name, close, children }: SchubladeProps) => {
  const t = useWort();
  return (
    <dialog ref={useDialog(close)} class="schublade" aria-label={name}>
      <Knopf art="rund zu" icon="zu" name={t("menue.zu")} tap={close} />
      {children}
    </dialog>
  );
};

type LoeschenProps = { gespraech: Gespraech; close: () => void; back: () => void };

const Loeschen = ({ gespraech, close, back }: LoeschenProps) => {
  const t = useWort();
  const [failed, setFailed] = useState(false);
  const forget = async () => ((await gespraech.forget()) ? close() : setFailed(true));
  return (
    <>
      <p role="alert">{failed ? t("zustand.stoerung") : t("loeschen.frage")}</p>
      <Knopf art="gefahr" tap={forget}>
        {t("loeschen.ja")}
      </Knopf>
      <Knopf tap={back}>{t("loeschen.nein")}</Knopf>
    </>
  );
};

/** A modal dialog that closes by Escape and by a tap beside it. */
const useDialog = (close: () => void) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const before = (element.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    if (element.showModal) element.showModal();
    else element.setAttribute("open", "");
    element.onclose = close;
    element.onclick = (event) => {
      if (event.target === element) close(); // to return false would stop links inside
    };
    return () => before?.focus();
  }, []);
  return dialog;
};
