variable "project_id" {
  description = "The project of the worker pool."
  type        = string
}

variable "project_number" {
  description = "The same project's number; part of GCP_AUDIENCE."
  type        = string
}

variable "regions" {
  description = "Each region has a worker; LiveKit gives a job to the nearest."
  type        = list(string)
}

variable "image" {
  description = "Image of the voice runner, by digest or commit."
  type        = string
}

variable "settings" {
  description = "Size and number of instances in each region, and how many calls an instance takes. One CPU handles three to four calls."
  type = object({
    cpu       = optional(number, 4)
    memory_mb = optional(number, 8192)
    calls     = optional(number, 14)
    instances = optional(number, 1)
  })
  default = {}

  validation {
    condition     = var.settings.instances >= 1
    error_message = "instances must be at least 1, because a worker must be running before a call arrives."
  }

  validation {
    condition     = var.settings.calls <= 4 * var.settings.cpu
    error_message = "calls must be at most four per CPU: beyond that, callers hear gaps."
  }
}

variable "socket" {
  description = "Size of the service that carries chats and calls over a WebSocket, and its instances in each region: those that always run, and the most."
  type = object({
    cpu           = optional(number, 2)
    memory_mb     = optional(number, 4096)
    connections   = optional(number, 200)
    min_instances = optional(number, 1)
    max_instances = optional(number, 20)
  })
  default = {}

  validation {
    condition     = var.socket.min_instances >= 1
    error_message = "min_instances must be at least 1: the first caller would wait for a start."
  }
}

variable "socket_secrets" {
  description = "Names of the platform secrets that the socket reads beside the worker's: those that verify who connects."
  type        = list(string)
  default     = []
}

variable "public_invocation" {
  description = "How the load balancer may invoke the socket's service; see modules/http-function."
  type        = string
  default     = "all_users"
}

variable "replaces" {
  description = "The revision that this release replaces; empty for none. It stays until the next release: without it, this would be another revision."
  type        = string
  default     = ""
}

variable "draining" {
  description = "True while the replaced revision has calls: it keeps its instances."
  type        = bool
  default     = false

  validation {
    condition     = !var.draining || var.replaces != ""
    error_message = "Name the revision that drains in `replaces`."
  }
}

variable "environment" {
  description = "Environment variables. GCP_AUDIENCE, VOICE_CALLS, VOICE_REPLACES and VOICE_REVISION are added."
  type        = map(string)
}

variable "secrets" {
  description = "Names of the platform secrets that the worker reads."
  type        = list(string)
}

variable "secret_ids" {
  description = "Id of every platform secret, by name."
  type        = map(string)
}

variable "delete_protection" {
  description = "Prevents deletion of the worker pool."
  type        = bool
}

variable "labels" {
  description = "Labels of the worker pool."
  type        = map(string)
  default     = {}
}
