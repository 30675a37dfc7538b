/** What the tones of `markedAudio` mean in the calls of these tests, by their index. */
export const script = [
  { text: "Which tests do you offer?", language: "en" },
  { text: "What does a blood test cost?", language: "en" },
  { text: "I want to speak to a human agent.", language: "en" },
] as const;
