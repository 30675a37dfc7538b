variable "project_id" {
  description = "The project that receives the deployment."
  type        = string
}

variable "github_repository" {
  description = "owner/name of the repository whose workflows may deploy; empty for none."
  type        = string
  default     = ""

  validation {
    condition     = var.github_repository == "" || can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.github_repository))
    error_message = "github_repository must be owner/name."
  }
}

variable "environment" {
  description = "The GitHub environment whose jobs may deploy. Its required reviewers approve each deployment."
  type        = string
}

variable "github_refs" {
  description = "Git refs whose approved jobs may deploy."
  type        = list(string)
  default     = ["refs/heads/main"]
}

variable "fixed_egress" {
  description = "True lets the deployer manage the network of the fixed addresses."
  type        = bool
  default     = false
}

variable "own_livekit" {
  description = "True lets the deployer manage the machines, network and Redis of self-hosted LiveKit."
  type        = bool
  default     = false
}
