import { z } from "zod";
import { Time, webhookEvent } from "./webhook-event.ts";

const task = z.object({
  task_id: z.string().describe("The task's id."),
  research_id: z.string().describe("The research that it is part of."),
  business: z.string().describe("Who is researched."),
  question: z.string().describe("What is to be found out."),
  status: z.enum(["open", "claimed", "answered", "returned"]).describe("An answered task waits for its reviewer."),
  assignee: z.string().nullable().describe("Who has claimed or answered it; null for nobody."),
  due_at: z.string().describe("When the answer is wanted."),
  at: Time,
});
const exampleTask = {
  task_id: "t-9",
  research_id: "r-3",
  business: "Lamp House",
  question: "When do they close on Sundays?",
  status: "open" as const,
  assignee: null,
  due_at: "2026-11-29T10:15:00.000Z",
  at: "2026-11-28T10:15:00.000Z",
};

export const researchEvents = {
  "research.task_reminded": webhookEvent({
    summary: "A research task still waits at half of its time, or at its end",
    personal: [],
    data: task,
    example: exampleTask,
  }),
  "research.task_late": webhookEvent({
    summary: "A research task still waits when half of its time has passed again",
    personal: [],
    data: task,
    example: exampleTask,
  }),
  "research.tasks_finished": webhookEvent({
    summary: "Every task of a research has a reviewed answer, or a reason to be without",
    personal: [],
    data: z.object({
      research_id: z.string().describe("The research."),
      business: z.string().describe("Who was researched."),
      reviewed: z.number().int().describe("Tasks with a reviewed answer."),
      waived: z.number().int().describe("Tasks without an answer."),
      at: Time,
    }),
    example: { research_id: "r-3", business: "Lamp House", reviewed: 5, waived: 1, at: "2026-11-28T10:15:00.000Z" },
  }),
};
