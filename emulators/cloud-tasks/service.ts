import { randomInt } from "node:crypto";
import { type handleUnaryCall, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { queueMessage, queueSettings, taskMessage, taskOf, validQueueName } from "./messages.ts";
import { Refusal, type WireQueue, type WireTask } from "./protocol.ts";
import { createQueue, type Queue } from "./queue.ts";

/** The requests of all methods, with the fields used here. */
interface Request {
  readonly parent?: string;
  readonly name?: string;
  readonly queue?: WireQueue;
  readonly task?: WireTask;
  readonly responseView?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/**
 * How long a task's name remains in use after the task ends (cloud.google.com/tasks/docs/reference: up to 24 hours).
 */
const defaultNameKeptMs = 24 * 3_600_000;

export function cloudTasksHandlers(settings: { readonly nameKeptMs?: number | undefined }): {
  readonly handlers: UntypedServiceImplementation;
  close(): void;
} {
  const queues = new Map<string, Queue>();

  function requireQueue(name: string | undefined): Queue {
    const queue = queues.get(validQueueName(name));
    if (queue) return queue;
    throw new Refusal(status.NOT_FOUND, `Queue does not exist: ${name}`);
  }

  const queueOfTask = (name = ""): Queue => requireQueue(name.split("/tasks/")[0]);

  function requireTask(name: string | undefined) {
    const task = queueOfTask(name).find(name ?? "");
    if (task) return task;
    throw new Refusal(status.NOT_FOUND, `The task ${name} no longer exists, though a task with this name may have.`);
  }

  function addQueue(given: WireQueue): Queue {
    const name = validQueueName(given.name);
    const queue = createQueue(name, queueSettings(given), settings.nameKeptMs ?? defaultNameKeptMs);
    queues.set(name, queue);
    return queue;
  }

  const methods: Readonly<Record<string, (request: Request) => object>> = {
    createQueue({ queue = {} }) {
      if (queues.has(validQueueName(queue.name)))
        throw new Refusal(status.ALREADY_EXISTS, `Queue already exists: ${queue.name}`);
      return queueMessage(addQueue(queue));
    },
    /** Creates the queue if it does not exist, as Cloud Tasks does. */
    updateQueue({ queue = {} }) {
      const known = queues.get(validQueueName(queue.name));
      known?.configure(queueSettings(queue, known.settings()));
      return queueMessage(known ?? addQueue(queue));
    },
    getQueue: ({ name }) => queueMessage(requireQueue(name)),
    listQueues: (request) => {
      const own = [...queues.values()].filter(({ name }) => name.startsWith(`${request.parent}/queues/`));
      const { items, nextPageToken } = pageOf(own, request);
      return { queues: items.map(queueMessage), nextPageToken };
    },
    deleteQueue({ name }) {
      const queue = requireQueue(name);
      queue.purge();
      queue.close();
      queues.delete(queue.name);
      return {};
    },
    purgeQueue: ({ name }) => changed(requireQueue(name), (queue) => queue.purge()),
    pauseQueue: ({ name }) => changed(requireQueue(name), (queue) => queue.pause()),
    resumeQueue: ({ name }) => changed(requireQueue(name), (queue) => queue.resume()),

    createTask({ parent, task, responseView }) {
      const queue = requireQueue(parent);
      const created = taskOf(queue, task, () => String(randomInt(2 ** 47)));
      const message = taskMessage(created, responseView);
      queue.add(created);
      return message;
    },
    getTask: ({ name, responseView }) => taskMessage(requireTask(name), responseView),
    listTasks: (request) => {
      const { items, nextPageToken } = pageOf(requireQueue(request.parent).tasks(), request);
      return { tasks: items.map((task) => taskMessage(task, request.responseView)), nextPageToken };
    },
    deleteTask({ name }) {
      queueOfTask(name).remove(requireTask(name).name);
      return {};
    },
    runTask({ name, responseView }) {
      const task = requireTask(name);
      queueOfTask(name).run(task);
      return taskMessage(task, responseView);
    },
  };

  const unary =
    (method: (request: Request) => object): handleUnaryCall<Request, object> =>
    ({ request }, reply) => {
      try {
        reply(null, method(request));
      } catch (error) {
        const code = error instanceof Refusal ? error.code : status.INTERNAL;
        reply({ code, details: error instanceof Error ? error.message : String(error) });
      }
    };

  return {
    handlers: Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, unary(method)])),
    close() {
      for (const queue of queues.values()) queue.close();
    },
  };
}

function changed(queue: Queue, change: (queue: Queue) => void): object {
  change(queue);
  return queueMessage(queue);
}

/** The page token is the name of the last item on the previous page. */
function pageOf<T extends { readonly name: string }>(
  all: readonly T[],
  { pageSize, pageToken }: Request,
): { readonly items: readonly T[]; readonly nextPageToken: string } {
  const rest = pageToken ? all.filter(({ name }) => name > pageToken) : all;
  const items = rest.slice(0, pageSize || 1000);
  return { items, nextPageToken: rest.length > items.length ? (items.at(-1)?.name ?? "") : "" };
}
