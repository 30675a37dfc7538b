output "pubsub_agent" {
  description = "Member string of the Pub/Sub service agent, which moves events to dead-letter topics."
  value       = google_project_service_identity.pubsub.member
}
