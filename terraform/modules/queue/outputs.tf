output "name" {
  description = "The common name of the queues."
  value       = var.settings.name
}

output "queues" {
  description = "The queue of each region."
  value       = { for region, queue in google_cloud_tasks_queue.this : region => { location = queue.location, name = queue.name } }
}
