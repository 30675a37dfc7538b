/** Google's voices, the same in Gemini Live, Gemini TTS and Chirp 3 HD ("Chirp 3: HD voices", Cloud Text-to-Speech). */
export const googleVoices: readonly string[] = [
  ...["Achernar", "Achird", "Algenib", "Algieba", "Alnilam", "Aoede", "Autonoe", "Callirrhoe", "Charon", "Despina"],
  ...["Enceladus", "Erinome", "Fenrir", "Gacrux", "Iapetus", "Kore", "Laomedeia", "Leda", "Orus", "Puck"],
  ...["Pulcherrima", "Rasalgethi", "Sadachbia", "Sadaltager", "Schedar", "Sulafat", "Umbriel", "Vindemiatrix"],
  ...["Zephyr", "Zubenelgenubi"],
];

/** `Kore`, or a full name of Cloud Text-to-Speech such as hi-IN-Wavenet-D. */
export function isGoogleVoice(name: string): boolean {
  return googleVoices.includes(name) || /^[a-z]{2,3}-[A-Z]{2}-\w/.test(name);
}
