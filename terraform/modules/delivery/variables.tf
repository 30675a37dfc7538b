variable "project_id" {
  description = "The project that builds and receives the deployment."
  type        = string
}

variable "region" {
  description = "The region of Cloud Build."
  type        = string
}

variable "environment" {
  description = "dev, staging or prod: a folder of terraform/environments."
  type        = string
}

variable "repository" {
  description = "Full name of the repository connected to Cloud Build: projects/P/locations/R/connections/C/repositories/N."
  type        = string
}

variable "deployer_id" {
  description = "Full id of the service account of approved builds."
  type        = string
}

variable "deploy_on" {
  description = "The trigger of a deployment: a pattern for a branch or for a tag."
  type = object({
    branch = optional(string)
    tag    = optional(string)
  })

  validation {
    condition     = (var.deploy_on.branch == null) != (var.deploy_on.tag == null)
    error_message = "Give either a branch or a tag."
  }
}
