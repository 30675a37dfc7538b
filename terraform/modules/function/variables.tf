variable "project_id" {
  description = "The project the function runs in."
  type        = string
}

variable "project_number" {
  description = "The same project's number; part of the address Cloud Run gives."
  type        = string
}

variable "regions" {
  description = "The function runs in each."
  type        = list(string)
}

variable "warm_regions" {
  description = "Regions that keep the function's minimum instances; elsewhere it sleeps until it is needed."
  type        = list(string)
}

variable "settings" {
  description = "One entry of terraform/functions.json."
  type = object({
    name           = string
    entryPoint     = optional(string)
    memoryMb       = number
    cpu            = number
    concurrency    = number
    minInstances   = number
    maxInstances   = number
    timeoutSeconds = number
    secrets        = list(string)
  })

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", var.settings.name))
    error_message = "A function's name has 2 to 50 of a-z, 0-9 and -, and starts with a letter."
  }
}

variable "ingress" {
  description = "ALLOW_INTERNAL_AND_GCLB behind the load balancer, ALLOW_INTERNAL_ONLY for everything else."
  type        = string

  validation {
    condition     = contains(["ALLOW_INTERNAL_AND_GCLB", "ALLOW_INTERNAL_ONLY"], var.ingress)
    error_message = "ALLOW_ALL would let callers pass Cloud Armor by. Use ALLOW_INTERNAL_AND_GCLB or ALLOW_INTERNAL_ONLY."
  }
}

variable "environment" {
  description = "Environment variables. GCP_AUDIENCE is added."
  type        = map(string)
}

variable "release" {
  description = "The archive that npm run build made, in Cloud Storage."
  type = object({
    bucket = string
    object = string
  })
}

variable "build" {
  description = "Output `build` of the artifacts module."
  type = object({
    service_account     = string
    docker_repositories = map(string)
  })
}

variable "all_traffic_on_latest_revision" {
  description = "False leaves traffic on the revision the pipeline pinned, for its canary to move (see terraform/README.md)."
  type        = bool
}

variable "labels" {
  description = "Labels of the function and its service."
  type        = map(string)
  default     = {}
}

variable "secret_ids" {
  description = "Id of every platform secret, by the name functions know it by."
  type        = map(string)
}
