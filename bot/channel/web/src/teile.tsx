// Small parts that several screens share.

import { Component, type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import { Icon, type Zeichen } from "./zeichen";

export const WortContext = createContext(
  (key: string, _werte?: Record<string, unknown>): string => key,
);

/** The words of the page: `const t = useWort()`. */
export const useWort = () => useContext(WortContext);

/** Shows `anders` when the parts inside cannot be drawn: one bad message must not end a talk. */
export class Schutz extends Component<{ anders: ComponentChildren }, { kaputt: boolean }> {
  state = { kaputt: false };

  static getDerivedStateFromError = () => ({ kaputt: true });

  render() {
    return this.state.kaputt ? this.props.anders : this.props.children;
  }
}

type KnopfProps = {
  art?: string;
  icon?: Zeichen;
  tap: () => void;
  aus?: boolean;
  gewaehlt?: boolean;
  children?: ComponentChildren;
  name?: string;
};

export const Knopf = ({ art = "", icon, tap, aus, gewaehlt, children, name }: KnopfProps) => (
  <button
    type="button"
    class={`knopf ${art}`}
    disabled={aus}
    aria-pressed={gewaehlt}
    aria-label={name}
    onClick={tap}
  >
    {icon && <Icon name={icon} />}
    {children}
  </button>
);

export const Absaetze = ({ text }: { text: string }) => (
  <>
    {text
      .split(/\n+/)
      .filter(Boolean)
      .map((absatz) => (
        <p>{absatz}</p>
      ))}
  </>
);
