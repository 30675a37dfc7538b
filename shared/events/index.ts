export * from "./conversation.ts";
export * from "./event-type.ts";
