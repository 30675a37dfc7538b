output "build" {
  description = "Inputs of function builds: the service account (full name) and the repository of each region."
  value = {
    service_account     = google_service_account.build.name
    docker_repositories = { for region, repository in google_artifact_registry_repository.functions : region => repository.id }
  }
  # Without its rights, the first build of every function fails.
  depends_on = [
    google_artifact_registry_repository_iam_member.build,
    google_storage_bucket_iam_member.build_reads_releases,
    google_project_iam_member.build_reads_sources,
    google_project_iam_member.build_writes_logs,
  ]
}

output "image_repository" {
  description = "The image repository, as host/project/repository."
  value       = "${var.regions[0]}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}"
}
