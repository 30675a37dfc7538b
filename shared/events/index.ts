export * from "./attachment.ts";
export * from "./content.ts";
export * from "./conversation.ts";
export * from "./event-type.ts";
export * from "./messages.ts";
