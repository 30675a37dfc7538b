/**
 * The web build of Google's client: the same calls over `fetch`. It leaves out the libraries for service accounts and
 * sockets, which a Gemini API key does not need. It is imported lazily through this file, so that the bundle contains
 * only the used parts (docs/deployment.md).
 */
export { GoogleGenAI } from "@google/genai/web";
