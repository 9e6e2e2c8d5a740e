/** Questions read aloud by the browser, with voices of this device alone: others would send the text elsewhere. */
export function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  if (!("speechSynthesis" in globalThis)) return undefined;
  return speechSynthesis
    .getVoices()
    .find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
}

export function readAloud(text: string, voice: SpeechSynthesisVoice): void {
  speechSynthesis.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  speechSynthesis.speak(utterance);
}

export function beQuiet(): void {
  if ("speechSynthesis" in globalThis) speechSynthesis.cancel();
}
