output "ids" {
  description = "Full id of each topic, by event type."
  value       = { for name, topic in google_pubsub_topic.this : name => topic.id }
}
