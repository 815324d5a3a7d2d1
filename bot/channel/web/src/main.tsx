// <wegweiser-chat>: the whole conversation as one element, for our page and for any other.

import { render } from "preact";
import { Api } from "./api";
import { Chat } from "./chat";
import type { Worte } from "./kern";
import { Speicher } from "./speicher";

const script = (document.currentScript as HTMLScriptElement | null)?.src ?? location.href;
const server = new URL("/", script).href;
const base = new URL("./", script).href;
const css = `${base}wegweiser.css`;

const loadWorte = async (): Promise<Worte> => {
  const inline = document.getElementById("wegweiser-texte")?.textContent;
  return inline ? JSON.parse(inline) : (await fetch(`${server}texte.json`)).json();
};
let worte: Promise<Worte> | undefined;

/** Several on one page without a name are told apart by their order. */
const placeOf = (element: Element): string =>
  String([...document.querySelectorAll(element.tagName)].indexOf(element) || "");

class WegweiserChat extends HTMLElement {
  private root = this.shadowRoot ?? this.attachShadow({ mode: "open" });

  async connectedCallback(): Promise<void> {
    const texte = await (worte ??= loadWorte());
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: css });
    const room = document.createElement("div");
    room.className = "raum";
    style.onload = style.onerror = () =>
      render(
        <Chat
          worte={texte}
          ganz={this.hasAttribute("ganz")}
          base={base}
          server={server}
          api={new Api(server)}
          speicher={new Speicher(`wegweiser:${server}:${this.getAttribute("name") ?? placeOf(this)}`)}
        />,
        room,
      );
    this.root.replaceChildren(style, room);
  }

  disconnectedCallback(): void {
    const room = this.root.querySelector(".raum");
    if (room) render(null, room);
  }
}

if (!customElements.get("wegweiser-chat")) customElements.define("wegweiser-chat", WegweiserChat);
if ("serviceWorker" in navigator && document.body.classList.contains("ganz"))
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
