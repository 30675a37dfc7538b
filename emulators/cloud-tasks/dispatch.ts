/** An HTTP task and its attempts. Times are in milliseconds. */
export interface Task {
  /** `projects/…/queues/…/tasks/…`. */
  readonly name: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly createdAt: number;
  readonly deadlineMs: number;
  scheduledAt: number;
  firstAttemptAt: number | undefined;
  lastAttemptAt: number | undefined;
  /** Attempts made, and attempts that got a response. */
  dispatches: number;
  responses: number;
  lastStatus: number | undefined;
}

/**
 * Posts a task as Cloud Tasks does (cloud.google.com/tasks/docs/creating-http-target-tasks, handler headers). True for
 * a 2xx response.
 */
export async function dispatch(task: Task, nowMs: number): Promise<boolean> {
  const parts = task.name.split("/");
  const previous: Record<string, string> =
    task.lastStatus === undefined ? {} : { "X-CloudTasks-TaskPreviousResponse": String(task.lastStatus) };
  const retried: Record<string, string> =
    task.dispatches === 0 ? {} : { "X-CloudTasks-TaskRetryReason": task.lastStatus ? "HTTP status" : "unreachable" };
  const headers = {
    "Content-Type": "application/octet-stream",
    ...task.headers,
    "User-Agent": "Google-Cloud-Tasks",
    "X-CloudTasks-QueueName": parts[5] ?? "",
    "X-CloudTasks-TaskName": parts[7] ?? "",
    "X-CloudTasks-TaskRetryCount": String(task.dispatches),
    "X-CloudTasks-TaskExecutionCount": String(task.responses),
    "X-CloudTasks-TaskETA": (task.scheduledAt / 1000).toFixed(6),
    ...previous,
    ...retried,
  };
  task.firstAttemptAt ??= nowMs;
  task.lastAttemptAt = nowMs;
  task.dispatches += 1;
  const hasBody = task.method === "POST" || task.method === "PUT" || task.method === "PATCH";
  try {
    const response = await fetch(task.url, {
      method: task.method,
      headers,
      signal: AbortSignal.timeout(task.deadlineMs),
      redirect: "manual",
      ...(hasBody ? { body: Buffer.from(task.body) } : {}),
    });
    await response.arrayBuffer();
    task.responses += 1;
    task.lastStatus = response.status;
    return response.ok;
  } catch {
    task.lastStatus = undefined; // no response
    return false;
  }
}
