output "build" {
  description = "What a function needs to be built: the account (full name) and the repository of each region."
  value = {
    service_account     = google_service_account.build.name
    docker_repositories = { for region, repository in google_artifact_registry_repository.functions : region => repository.id }
  }
}

output "image_repository" {
  description = "Where images are pushed to, as host/project/repository."
  value       = "${var.regions[0]}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}"
}
