variable "project_id" {
  description = "The project that holds the queue."
  type        = string
}

variable "regions" {
  description = "Each region has a queue."
  type        = list(string)
}

variable "settings" {
  description = "An entry of queues in terraform/functions.json."
  type = object({
    name                    = string
    maxDispatchesPerSecond  = number
    maxConcurrentDispatches = number
  })

  validation {
    condition     = var.settings.maxDispatchesPerSecond <= 500 && var.settings.maxConcurrentDispatches <= 5000
    error_message = "A Cloud Tasks queue dispatches at most 500 tasks per second and 5000 concurrently."
  }
}
