output "id" {
  description = "Full name of the queue."
  value       = google_cloud_tasks_queue.this.id
}

output "name" {
  description = "Short name of the queue."
  value       = google_cloud_tasks_queue.this.name
}
