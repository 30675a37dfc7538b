/** The names of the platform's secrets with the models' API keys. */
export const geminiKeyName = "GEMINI_API_KEY";
export const compatibleKeyName = "OPENAI_COMPATIBLE_API_KEY";
