// "That is what you said", each answer with a way to change it.

import type { Custom, Sagen } from "./kern";
import { Icon } from "./zeichen";
import { useWort } from "./teile";

type Zeile = { fakt: string; name: string; text: string };
type Props = { custom: Custom; open: boolean; say: Sagen };

export const Uebersicht = ({ custom, open, say }: Props) => {
  const t = useWort();
  return (
    <dl class="uebersicht">
      {zeilenOf(custom).map(({ fakt, name, text }) => (
        <div>
          <dt>{name}</dt>
          <dd>{text}</dd>
          <dd>
            <button
              type="button"
              class="knopf klein"
              disabled={!open}
              aria-label={`${t("uebersicht.aendern")}: ${name}`}
              onClick={() => say({ befehl: "aendern", fakt }, `${t("uebersicht.aendern")}: ${name}`)}
            >
              <Icon name="stift" />
              {t("uebersicht.aendern")}
            </button>
          </dd>
        </div>
      ))}
    </dl>
  );
};

const zeilenOf = ({ zeilen, fakten }: Custom): Zeile[] =>
  Array.isArray(zeilen)
    ? zeilen.map(({ fakt, name, satz }) => ({ fakt, name, text: satz }))
    : Object.entries(fakten ?? {}).map(([fakt, wert]) => ({ fakt, name: fakt, text: String(wert) }));
