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
      {zeilenOf(custom.fakten).map(({ fakt, name, text }) => (
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

/** The facts as lines, from a list of objects or from an object of values. */
const zeilenOf = (fakten: unknown): Zeile[] => {
  if (Array.isArray(fakten))
    return fakten.map(({ fakt, name, titel, text, satz, wert }) => ({
      fakt,
      name: name ?? fakt,
      text: String(titel ?? text ?? satz ?? wert),
    }));
  return Object.entries((fakten ?? {}) as Record<string, unknown>).map(([fakt, wert]) => ({
    fakt,
    name: fakt,
    text: Array.isArray(wert) ? wert.join(", ") : String(wert),
  }));
};
