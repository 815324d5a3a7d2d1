// Read aloud, slowly and in German; the button is there only where the phone has such a voice.

import { useEffect, useState } from "preact/hooks";
import { Knopf, useWort } from "./teile";

const SLOW = 0.85;

const germanVoice = () =>
  window.speechSynthesis?.getVoices().find((voice) => voice.lang.startsWith("de"));

export const Vorlesen = ({ text }: { text: string }) => {
  const t = useWort();
  const [voice, setVoice] = useState(germanVoice);
  useEffect(() => {
    const speech = window.speechSynthesis;
    if (!speech?.addEventListener) return;
    const look = () => setVoice(germanVoice());
    speech.addEventListener("voiceschanged", look);
    return () => speech.removeEventListener("voiceschanged", look);
  }, []);
  if (!voice) return null;
  return <Knopf art="vorlesen" icon="laut" name={t("menue.vorlesen")} tap={() => speak(text, voice)} />;
};

const speak = (text: string, voice: SpeechSynthesisVoice): void => {
  const { speechSynthesis } = window;
  if (speechSynthesis.speaking) return speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(text);
  Object.assign(said, { voice, lang: "de-DE", rate: SLOW });
  speechSynthesis.speak(said);
};
