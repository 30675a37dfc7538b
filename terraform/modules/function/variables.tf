variable "project_id" {
  description = "The project of the function."
  type        = string
}

variable "project_number" {
  description = "The same project's number; part of the service's Cloud Run URL."
  type        = string
}

variable "regions" {
  description = "The regions of the function."
  type        = list(string)
}

variable "warm_regions" {
  description = "Regions that keep the function's minimum instances; elsewhere it scales to zero."
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
    # Read through the API when needed: each may have no value, which a variable of the environment may not.
    optionalSecrets = optional(list(string), [])
    # True when it calls servers of tenants.
    callsTenants = optional(bool, false)
  })

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", var.settings.name))
    error_message = "A function's name must have 2 to 50 of a-z, 0-9 and -, and start with a letter."
  }
}

variable "ingress" {
  description = "ALLOW_INTERNAL_AND_GCLB behind the load balancer, otherwise ALLOW_INTERNAL_ONLY."
  type        = string

  validation {
    condition     = contains(["ALLOW_INTERNAL_AND_GCLB", "ALLOW_INTERNAL_ONLY"], var.ingress)
    error_message = "ALLOW_ALL would let callers bypass Cloud Armor. Use ALLOW_INTERNAL_AND_GCLB or ALLOW_INTERNAL_ONLY."
  }
}

variable "environment" {
  description = "Environment variables. GCP_AUDIENCE is added."
  type        = map(string)
}

variable "release" {
  description = "The archive of npm run build, in Cloud Storage."
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
  description = "False leaves traffic on the revision that the pipeline pinned, until its canary moves it (see terraform/README.md)."
  type        = bool
}

variable "labels" {
  description = "Labels of the function and its service."
  type        = map(string)
  default     = {}
}

variable "secret_ids" {
  description = "Id of every platform secret, by its name in the functions."
  type        = map(string)
}

variable "egress_connectors" {
  description = "The connector with fixed addresses in each region, for functions that call tenants' servers; empty for none."
  type        = map(string)
  default     = {}
}
