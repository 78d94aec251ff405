#pragma once
// The preview's HTTP server: cpp-httplib with bounds of our own, since its own let a slow client hold a
// worker.

#include <functional>
#include <memory>
#include <string>

#include "app/preview/event_hub.h"
#include "app/preview/snapshot.h"

namespace gazette {

/// What to do when a port is taken: somebody who asked for it by number wants no other.
enum class TakenPort { Refuse, TakeAnother };

/// Serves one preview, on one port.
class PreviewServer {
 public:
  /// `answer` is called by several threads at once.
  PreviewServer(std::function<PreviewResponse(const PreviewRequest&)> answer, EventHub& events);
  ~PreviewServer();
  PreviewServer(const PreviewServer&) = delete;
  PreviewServer& operator=(const PreviewServer&) = delete;

  /// Binds to `port`, or to any free one for 0. Gives the port, or 0 when none could be had.
  int bind(const std::string& host, int port, TakenPort taken);
  /// Serves until stop() is called from another thread.
  void run();
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazette
