<%@ page contentType="text/html;charset=UTF-8" %>
<%@ taglib prefix="snap" uri="snapdock.tags" %>
<!DOCTYPE html>
<html lang="en">
<head>
  <title>Report damage</title>
</head>
<body>
  <form method="post">
    <label for="photos">Photos</label>
    <snap:dock id="photos" name="photos" ref="damage-${damage.id}" min="1" max="5" lang="en"/>
    <button id="send">Send</button>
  </form>
  <p id="sent">${damage.take(param.photos)}</p>
</body>
</html>
