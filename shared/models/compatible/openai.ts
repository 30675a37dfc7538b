/**
 * OpenAI's own client, for every endpoint that speaks its protocol. It is imported lazily through this file, so that a
 * function without such a model never loads it (docs/deployment.md).
 */
export { OpenAI } from "openai";
