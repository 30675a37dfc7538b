import { z } from "zod";
import type { OpenedCall } from "../open-web-call.ts";

export const OpenedCallView = z
  .object({
    token: z.string().describe("Joins the call's room: a microphone, data, and what others send. For one caller."),
    url: z.string().describe("The LiveKit server to connect to."),
    room: z.string().describe("The call's room. Its name says nothing about the call."),
    call_id: z.string().describe("The call's id, for GET /v1/calls/{id}."),
    expires_at: z.string().describe("Until when the room can be joined."),
  })
  .meta({ id: "OpenedCall" });

export function openedCallView({ token, url, room, callId, expiresAt }: OpenedCall): z.infer<typeof OpenedCallView> {
  return { token, url, room, call_id: callId, expires_at: expiresAt.toISOString() };
}
