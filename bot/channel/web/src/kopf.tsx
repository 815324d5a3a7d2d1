// The top line: name, the quick way out, and the menu with what can be done at any time.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Gespraech } from "./gespraech";
import type { Sagen } from "./kern";
import { Knopf, useWort } from "./teile";
import type { Zeichen } from "./zeichen";

type Props = { gespraech: Gespraech; say: Sagen; open: boolean; ausgang: string };

const BEFEHLE: [string, Zeichen][] = [
  ["aendern", "stift"],
  ["mensch", "mensch"],
  ["empfehlung", "haken"],
  ["neu", "neu"],
];

export const Kopf = ({ gespraech, say, open, ausgang }: Props) => {
  const t = useWort();
  const [shown, setShown] = useState(false);
  const close = () => setShown(false);
  return (
    <header class="kopf">
      <h1>{t("name")}</h1>
      <Knopf icon="weg" tap={() => location.replace(ausgang)}>
        {t("menue.weg")}
      </Knopf>
      <Knopf art="rund" icon="menue" name={t("menue.name")} tap={() => setShown(true)} />
      {shown && <Menue {...{ gespraech, say, open, close }} />}
    </header>
  );
};

type MenueProps = Omit<Props, "ausgang"> & { close: () => void };

const Menue = ({ gespraech, say, open, close }: MenueProps) => {
  const t = useWort();
  const [asks, setAsks] = useState(false);
  const dialog = useDialog(close);
  const act = (befehl: string) => {
    close();
    say({ befehl }, t(`befehl.${befehl}`));
  };
  return (
    <dialog ref={dialog} class="schublade" aria-label={t("menue.name")}>
      <Knopf art="rund zu" icon="zu" name={t("menue.zu")} tap={close} />
      {asks ? (
        <Loeschen gespraech={gespraech} close={close} back={() => setAsks(false)} />
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
          <Knopf art="gefahr" icon="loeschen" tap={() => setAsks(true)}>
            {t("menue.loeschen")}
          </Knopf>
        </>
      )}
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
    element.onclick = (event) => event.target === element && close();
    return () => before?.focus();
  }, []);
  return dialog;
};
