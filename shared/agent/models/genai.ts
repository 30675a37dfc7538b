/**
 * Google's own client, in its form for the web: the same calls over `fetch`, without the libraries for service accounts
 * and sockets, which a key of the Gemini API has no use for. Imported lazily through this file, so that the bundle holds
 * what is used of it (docs/deployment.md).
 */
export { GoogleGenAI } from "@google/genai/web";
