import type { Database } from "../database/database.ts";

/**
 * The subscriptions of each topic, kept in the file. Another process (the CLI) can publish to the server's handlers,
 * and events published while the server is down wait for it. Every function runs inside a write.
 */
export function subscriptionTable(database: Database) {
  database.execute(`
    CREATE TABLE IF NOT EXISTS subscriptions (
      topic TEXT NOT NULL, name TEXT NOT NULL, seen_at INTEGER NOT NULL, PRIMARY KEY (topic, name)) WITHOUT ROWID`);
  const removeFromOtherTopics = database.statement("DELETE FROM subscriptions WHERE name = ? AND topic <> ?");
  const add = database.statement(
    "INSERT INTO subscriptions (topic, name, seen_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at",
  );
  const ofTopic = database.statement("SELECT name FROM subscriptions WHERE topic = ?");
  const dropUnseen = database.statement("DELETE FROM subscriptions WHERE seen_at < ? RETURNING name");

  return {
    register(name: string, topic: string, nowMs: number): void {
      removeFromOtherTopics.run(name, topic);
      add.run(topic, name, nowMs);
    },
    ofTopic: (topic: string): readonly string[] => ofTopic.all(topic).map((row) => String(row.name)),
    /** Drops subscriptions that no process has handled since then, and returns their names. */
    dropUnseenSince: (sinceMs: number): readonly string[] => dropUnseen.all(sinceMs).map((row) => String(row.name)),
  };
}
