output "blobs" {
  description = "Name of the bucket that holds blobs."
  value       = google_storage_bucket.blobs.name
}
