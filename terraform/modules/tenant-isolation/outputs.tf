output "key" {
  description = "Full id of the tenant's own key."
  value       = google_kms_crypto_key.this.id
}

output "queue_name" {
  description = "The name the tenant's own queues share."
  value       = local.queue_name
}

output "queues" {
  description = "The tenant's own queue of each region."
  value       = { for region, queue in google_cloud_tasks_queue.this : region => { location = queue.location, name = queue.name } }
}

output "requests_per_minute" {
  description = "How many API requests the tenant may make in a minute."
  value       = var.settings.requests_per_minute
}
