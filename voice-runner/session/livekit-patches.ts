import { tts, VADStream } from "@livekit/agents";

/**
 * Two tasks of @livekit/agents 1.9 run unattended: their rejections end a process that hosts calls beside other work.
 * Both report before they reject: a failed voice by its `error` event, an ear that is closed in the middle of a frame by
 * LiveKit's log. So the rejection itself says nothing new.
 */
export function attendLiveKitTasks(): void {
  attend(tts.ChunkedStream.prototype, "mainTask");
  attend(VADStream.prototype, "pumpDeferredStream");
}

const attended = new WeakSet<object>();

/** @throws Error when this version has no such task */
function attend(prototype: object, name: string): void {
  if (attended.has(prototype)) return;
  const task: unknown = Reflect.get(prototype, name);
  if (typeof task !== "function")
    throw new Error(`@livekit/agents has no task ${name} any more: mend livekit-patches.`);
  attended.add(prototype);
  Reflect.set(prototype, name, function (this: unknown, ...args: readonly unknown[]) {
    return Promise.resolve(Reflect.apply(task, this, args)).catch(() => undefined);
  });
}
